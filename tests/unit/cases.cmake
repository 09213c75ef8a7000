# A pack's own cases, and why a message gets its verdict.
set(CLI ${PROJECT_SOURCE_DIR}/adapters/hosts/cli)
fg_unit_test(cases_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c)
fg_unit_test(explain_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c ${CLI}/pack/explanation.c ${CLI}/pack/marked_text.c
  ${PROJECT_SOURCE_DIR}/plugin/judge/explain.c)
target_include_directories(explain_test PRIVATE ${CLI})
