# What the command line keeps of a replay.
set(REPLAY ${PROJECT_SOURCE_DIR}/adapters/hosts/cli/replay)
fg_unit_test(sums_test ${REPLAY}/sums.c ${REPLAY}/amount.c)
