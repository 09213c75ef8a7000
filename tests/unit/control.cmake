# Whose packs a gate takes, and what it remembers.
set(SIGNING_SOURCES ${PROJECT_SOURCE_DIR}/tests/unit/signing.c ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c)
fg_unit_test(keys_test ${SIGNING_SOURCES})
fg_unit_test(state_test ${SIGNING_SOURCES})
fg_unit_test(state_killed_test ${SIGNING_SOURCES})
fg_unit_test(trust_test ${SIGNING_SOURCES})
fg_unit_test(trust_files_test ${SIGNING_SOURCES} ${PROJECT_SOURCE_DIR}/tests/unit/pack_small.c)
add_dependencies(trust_files_test kz_pack)
