# A gate under control: what it takes and refuses, reloads under load, and what is read meanwhile.
set(SIGNED_GATE ${PROJECT_SOURCE_DIR}/tests/unit/signed_gate.c ${PROJECT_SOURCE_DIR}/tests/unit/pack_edit.c
  ${PROJECT_SOURCE_DIR}/tests/unit/signing.c ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c)
fg_unit_test(cfg_tree_test)
fg_unit_test(control_test ${SIGNED_GATE})
fg_unit_test(control_restart_test ${SIGNED_GATE})
fg_unit_test(control_threads_test ${SIGNED_GATE})
fg_unit_test(reload_threads_test ${SIGNED_GATE})
fg_unit_test(trial_test ${SIGNED_GATE})
foreach(TEST control_test control_restart_test control_threads_test reload_threads_test trial_test)
  add_dependencies(${TEST} api_pack)
endforeach()
