Dear colleague, please find the payment file attached.
