# What a replay found: labels, sums and lists, what is shown of them.
set(CLI ${PROJECT_SOURCE_DIR}/adapters/hosts/cli)
fg_unit_test(labels_test ${CLI}/labels.c ${CLI}/csv_rows.c ${CLI}/input.c ${CLI}/command.c)
target_include_directories(labels_test PRIVATE ${CLI} ${CLI}/reading)

set(FINDINGS_SOURCES findings_fixture.c pack_small.c pack_files.c)
list(TRANSFORM FINDINGS_SOURCES PREPEND ${PROJECT_SOURCE_DIR}/tests/unit/)
foreach(SOURCE findings findings_parts findings_entries findings_groups findings_sums findings_pack findings_labels
        findings_payments findings_print findings_print_labels findings_words findings_answers report_csv report_head
        junit work_file work_file_open work_file_place work_file_tables shown sums amount)
  list(APPEND FINDINGS_SOURCES ${CLI}/replay/${SOURCE}.c)
endforeach()
foreach(SOURCE labels csv_rows csv_write terminal_text verdict_table wilson input command)
  list(APPEND FINDINGS_SOURCES ${CLI}/${SOURCE}.c)
endforeach()
add_library(findings_under_test OBJECT ${FINDINGS_SOURCES})
target_include_directories(findings_under_test PRIVATE ${PROJECT_SOURCE_DIR} ${CLI} ${CLI}/replay ${CLI}/reading
  ${HS_INCLUDE_DIRS})
target_compile_definitions(findings_under_test PRIVATE FIATGATE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
  FIATGATE_BINARY_DIR="${PROJECT_BINARY_DIR}")
target_link_libraries(findings_under_test PRIVATE fiatgate_whole fiatgate_compiler fiatgate_proto PkgConfig::CUNIT
  PkgConfig::JANSSON)
foreach(TEST findings_test findings_labels_test report_head_test)
  fg_unit_test(${TEST} $<TARGET_OBJECTS:findings_under_test>)
  target_include_directories(${TEST} PRIVATE ${CLI} ${CLI}/replay ${CLI}/reading)
  target_link_libraries(${TEST} PRIVATE PkgConfig::SQLITE m)
endforeach()
