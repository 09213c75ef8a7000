# Kazakhstan's interbank payments.
fg_unit_test(kz_domestic_test)
fg_unit_test(kz_hostile_test)
fg_unit_test(kz_samples_test)
