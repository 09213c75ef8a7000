#ISO 8583 : what is read of card messages, what layouts may say, and what hostile bytes do.
fg_unit_test(iso8583_test)
fg_unit_test(iso8583_layout_test)
fg_unit_test(iso8583_hostile_test)
