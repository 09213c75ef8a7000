# What is counted and shown of it, and the orders by which persons relieve a rule.
fg_unit_test(order_test)
fg_unit_test(relief_test ${PROJECT_SOURCE_DIR}/tests/unit/signing.c ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c)
fg_unit_test(relief_files_test ${PROJECT_SOURCE_DIR}/tests/unit/signing.c ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c)
add_dependencies(relief_test api_pack)
add_dependencies(relief_files_test api_pack)
fg_unit_test(stats_test ${PROJECT_SOURCE_DIR}/adapters/hosts/cli/stats/stats_read.c
  ${PROJECT_SOURCE_DIR}/adapters/hosts/cli/command.c)
add_dependencies(stats_test api_pack fiatgate)
target_include_directories(stats_test PRIVATE ${PROJECT_SOURCE_DIR}/adapters/hosts/cli)
