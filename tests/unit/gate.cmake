# A gate under control: what it takes and refuses, and reloads under load.
fg_unit_test(control_test ${PROJECT_SOURCE_DIR}/tests/unit/signed_gate.c ${PROJECT_SOURCE_DIR}/tests/unit/pack_edit.c
  ${PROJECT_SOURCE_DIR}/tests/unit/signing.c ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c)
add_dependencies(control_test api_pack)
