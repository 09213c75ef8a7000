# The report of a replay: its words and texts, the page as it is written, and the page in a browser.
set(REPLAY ${PROJECT_SOURCE_DIR}/adapters/hosts/cli/replay)
file(GLOB REPORT_SOURCES CONFIGURE_DEPENDS ${REPLAY}/report_html_*.c)
fg_unit_test(report_html_test ${REPLAY}/report_html_text.c ${REPLAY}/report_html_words.c)
target_include_directories(report_html_test PRIVATE ${REPLAY})

add_executable(write_report ${PROJECT_SOURCE_DIR}/tests/replay/write_report.c ${REPORT_SOURCES}
  ${REPLAY}/findings_answers.c)
target_include_directories(write_report PRIVATE ${REPLAY})
target_link_libraries(write_report PRIVATE fiatgate_whole fiatgate_proto fiatgate_report_assets PkgConfig::EXPAT
  PkgConfig::CRYPTO PkgConfig::HS Threads::Threads)
foreach(TEST report_page report_browser)
  add_test(NAME ${TEST} COMMAND ${PROJECT_SOURCE_DIR}/tests/replay/${TEST}_test.py $<TARGET_FILE:write_report>
    ${PROJECT_SOURCE_DIR}/proto $<TARGET_FILE:fiatgate> ${PROJECT_SOURCE_DIR}/samples)
  set_tests_properties(${TEST} PROPERTIES SKIP_RETURN_CODE 77)
endforeach()
