# Matching and judging, over packs laid out by hand.
fg_unit_test(scan_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_fixture.c)
fg_unit_test(name_index_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_fixture.c)
fg_unit_test(condition_test)
fg_unit_test(judge_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_fixture.c)
fg_unit_test(selection_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_fixture.c)
fg_unit_test(licence_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_fixture.c)
fg_unit_test(precedence_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_fixture.c)
fg_unit_test(weights_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_fixture.c)
