# The command line and proto/.
fg_unit_test(proto_test)
fg_unit_test(json_test ${PROJECT_SOURCE_DIR}/adapters/hosts/cli/canonical.c)

# tests/cli/*.case, a ctest for each: what the built command line prints, and its exit code.
file(GLOB CLI_CASES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/cli/*.case)
foreach(CASE ${CLI_CASES})
  cmake_path(GET CASE STEM NAME)
  add_test(NAME cli_${NAME} COMMAND ${PROJECT_SOURCE_DIR}/tests/cli/run $<TARGET_FILE:fiatgate> ${CASE})
endforeach()

# What `pack diff` says of random edits.
add_test(NAME cli_diff_edits COMMAND ${PROJECT_SOURCE_DIR}/tests/cli/diff_edits $<TARGET_FILE:fiatgate> ${PROJECT_SOURCE_DIR})

# What a replay adds up, added up once more.
add_test(NAME cli_replay_recount COMMAND ${PROJECT_SOURCE_DIR}/tests/cli/replay_recount $<TARGET_FILE:fiatgate>
  ${PROJECT_SOURCE_DIR})
