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
fg_unit_test(beside_test)
fg_unit_test(shadow_test)
fg_unit_test(batch_test)
fg_unit_test(cover_test)
fg_unit_test(limits_test)
fg_unit_test(quiet_test)
fg_unit_test(memory_test ${PROJECT_SOURCE_DIR}/tests/unit/signed_gate.c ${PROJECT_SOURCE_DIR}/tests/unit/pack_edit.c
  ${PROJECT_SOURCE_DIR}/tests/unit/signing.c ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c)
fg_unit_test(threads_test)
add_dependencies(threads_test kz_pack)
foreach(TEST verdict_test api_test beside_test shadow_test batch_test cover_test limits_test quiet_test memory_test threads_test)
  add_dependencies(${TEST} api_pack)
endforeach()
