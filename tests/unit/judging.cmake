# What a worker of a replay makes of a batch, and what is masked of it.
set(CLI ${PROJECT_SOURCE_DIR}/adapters/hosts/cli)
file(GLOB READING CONFIGURE_DEPENDS ${CLI}/reading/*.c)
set(JUDGING ${CLI}/replay/judging.c ${CLI}/replay/changed_entries.c ${CLI}/replay/payments.c ${CLI}/replay/details.c
  ${CLI}/replay/picture_fields.c ${CLI}/replay/picture_reasons.c ${CLI}/replay/observed.c ${CLI}/replay/masking.c
  ${CLI}/replay/shown.c ${CLI}/replay/tallied.c ${CLI}/replay/outcome.c ${CLI}/replay/sums.c ${CLI}/replay/amount.c
  ${CLI}/canonical.c ${CLI}/canonical_piece.c ${CLI}/labels.c ${CLI}/csv_rows.c ${CLI}/input.c ${CLI}/command.c
  ${CLI}/date_words.c ${CLI}/verdict_lines.c)
fg_unit_test(masking_test ${CLI}/replay/masking.c)
fg_unit_test(judging_test ${JUDGING})
fg_unit_test(picture_test ${JUDGING} ${READING})
target_link_libraries(picture_test PRIVATE PkgConfig::ARCHIVE)
foreach(TEST judging_test picture_test)
  target_include_directories(${TEST} PRIVATE ${CLI} ${CLI}/reading ${CLI}/replay)
  add_dependencies(${TEST} api_pack kz_pack)
endforeach()
