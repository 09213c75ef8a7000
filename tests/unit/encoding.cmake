# Eight-bit code pages.
fg_unit_test(encoding_test)
