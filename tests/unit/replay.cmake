# What the command line keeps of a replay.
set(CLI ${PROJECT_SOURCE_DIR}/adapters/hosts/cli)
fg_unit_test(sums_test ${CLI}/replay/sums.c ${CLI}/replay/amount.c)
fg_unit_test(shown_test ${CLI}/replay/shown.c)
fg_unit_test(work_file_test ${CLI}/replay/work_file.c ${CLI}/replay/work_file_open.c
  ${CLI}/replay/work_file_place.c ${CLI}/replay/work_file_tables.c
  ${CLI}/replay/shown.c ${CLI}/replay/sums.c ${CLI}/replay/amount.c ${CLI}/command.c)
target_include_directories(work_file_test PRIVATE ${CLI} ${CLI}/replay ${CLI}/reading)
target_link_libraries(work_file_test PRIVATE PkgConfig::SQLITE)
fg_unit_test(replay_order_test ${CLI}/replay/replay_order.c ${CLI}/replay/outcome.c ${CLI}/replay/sums.c)
fg_unit_test(replay_gates_test ${CLI}/replay/replay_gates.c ${CLI}/setup.c ${CLI}/packs.c ${CLI}/command.c
  ${CLI}/reading/format_names.c)
target_include_directories(replay_gates_test PRIVATE ${CLI} ${CLI}/replay ${CLI}/reading)
add_dependencies(replay_gates_test api_pack)
