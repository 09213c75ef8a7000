# SWIFT MT: what is read of each type, what is refused and where, and what hostile bytes do.
fg_unit_test(mt_test)
fg_unit_test(mt_transfers_test)
fg_unit_test(mt_texts_test)
fg_unit_test(mt_hostile_test)
fg_unit_test(mt_hidden_test)
set_tests_properties(mt_hidden_test PROPERTIES TIMEOUT 120)
fg_unit_test(mt_batch_test)
add_dependencies(mt_batch_test api_pack)
