# What a worker of a replay makes of a batch, and what is masked of it.
set(CLI ${PROJECT_SOURCE_DIR}/adapters/hosts/cli)
fg_unit_test(judging_test ${CLI}/replay/judging.c ${CLI}/replay/payments.c ${CLI}/replay/details.c ${CLI}/replay/picture_fields.c
  ${CLI}/replay/picture_reasons.c ${CLI}/verdict_lines.c
  ${CLI}/replay/observed.c ${CLI}/replay/masking.c ${CLI}/replay/tallied.c ${CLI}/replay/outcome.c ${CLI}/replay/sums.c
  ${CLI}/replay/amount.c ${CLI}/canonical.c ${CLI}/labels.c ${CLI}/csv_rows.c ${CLI}/input.c ${CLI}/command.c
  ${CLI}/date_words.c)
target_include_directories(judging_test PRIVATE ${CLI} ${CLI}/reading ${CLI}/replay)
add_dependencies(judging_test api_pack)
