# Folding, and identifiers in text.
fg_unit_test(fold_test)
fg_unit_test(fold_random_test)
fg_unit_test(near_words_test)
fg_unit_test(unbroken_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_fixture.c)
fg_unit_test(identifiers_test)
fg_unit_test(identifier_words_test)
fg_unit_test(wallets_test)
fg_unit_test(wallet_vectors_test)
