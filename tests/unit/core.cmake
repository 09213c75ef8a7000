# Tests of the core and of the library as a whole. Those that need a pack use tests/packs/api, built here.
set(API_PACK ${PROJECT_BINARY_DIR}/tests/api.fgp)
file(GLOB_RECURSE API_PACK_SOURCES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/packs/api/*)
add_custom_command(OUTPUT ${API_PACK} COMMAND fiatgate pack build ${PROJECT_SOURCE_DIR}/tests/packs/api -o ${API_PACK}
  DEPENDS fiatgate ${API_PACK_SOURCES} VERBATIM)
add_custom_target(api_pack ALL DEPENDS ${API_PACK})

fg_unit_test(transfer_test)
fg_unit_test(config_test)
fg_unit_test(verdict_test)
fg_unit_test(api_test)
fg_unit_test(batch_test)
fg_unit_test(quiet_test)
fg_unit_test(memory_test)
fg_unit_test(threads_test)
add_dependencies(threads_test kz_pack)
foreach(TEST verdict_test api_test batch_test quiet_test memory_test threads_test)
  add_dependencies(${TEST} api_pack)
endforeach()
