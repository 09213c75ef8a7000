# The disguises of `pack test --evade`, without the screening.
set(EVADE ${PROJECT_SOURCE_DIR}/adapters/hosts/cli/pack)
fg_unit_test(evade_test ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c ${EVADE}/evade_form.c ${EVADE}/evade_tricks.c
  ${EVADE}/evade_letters.c ${EVADE}/evade_language.c ${EVADE}/evade_layout.c ${EVADE}/evade_combine.c ${EVADE}/evade_text.c
  ${EVADE}/evade_words.c ${EVADE}/evade_neighbours.c)
target_include_directories(evade_test PRIVATE ${EVADE} ${PROJECT_SOURCE_DIR}/tests/unit)
target_link_libraries(evade_test PRIVATE fiatgate_look_alikes)

# The Kazakh pack in a few disguises of each kind, against its own minimum: a measurement, which says nothing of memory.
if(NOT FIATGATE_SANITIZE)
  add_test(NAME kz_evade COMMAND fiatgate pack test ${PROJECT_BINARY_DIR}/kz.fgp --evade --forms 1 --jobs 2)
endif()
