# Tests of the pack compiler and the pack loader, on tests/packs/small and tests/packs/bad.
set(PACK_TEST_SOURCES ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c ${PROJECT_SOURCE_DIR}/tests/unit/pack_rich.c
  ${PROJECT_SOURCE_DIR}/tests/unit/pack_small.c)
fg_unit_test(compiler_test ${PACK_TEST_SOURCES})
fg_unit_test(condition_text_test)
fg_unit_test(messages_test)
fg_unit_test(automaton_test)
fg_unit_test(pattern_test)
fg_unit_test(loader_test ${PACK_TEST_SOURCES})
fg_unit_test(forged_pack_test ${PACK_TEST_SOURCES})
fg_unit_test(loader_memory_test ${PACK_TEST_SOURCES})
fg_unit_test(names_test ${PACK_TEST_SOURCES} ${PROJECT_SOURCE_DIR}/tests/unit/pack_fixture.c)
