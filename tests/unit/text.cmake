# Folding, and identifiers in text.
fg_unit_test(fold_test)
fg_unit_test(identifiers_test)
