# Spreadsheets and foreign CSV (rules/compiler/tables).
fg_unit_test(tables_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c)
target_link_libraries(tables_test PRIVATE fiatgate_tables)
