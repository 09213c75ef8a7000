# What a replay found: labels, sums and lists, what is shown of them.
set(CLI ${PROJECT_SOURCE_DIR}/adapters/hosts/cli)
fg_unit_test(labels_test ${CLI}/labels.c ${CLI}/csv_rows.c ${CLI}/input.c ${CLI}/command.c)
target_include_directories(labels_test PRIVATE ${CLI})
