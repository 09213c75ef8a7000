# What commands read: files, folders, archives.
file(GLOB READING_SOURCES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/adapters/hosts/cli/reading/*.c)
foreach(TEST reading_test reading_damage_test)
  fg_unit_test(${TEST} ${READING_SOURCES} ${PROJECT_SOURCE_DIR}/adapters/hosts/cli/command.c)
  target_include_directories(${TEST} PRIVATE ${PROJECT_SOURCE_DIR}/adapters/hosts/cli
    ${PROJECT_SOURCE_DIR}/adapters/hosts/cli/reading)
  target_link_libraries(${TEST} PRIVATE PkgConfig::ARCHIVE)
endforeach()
