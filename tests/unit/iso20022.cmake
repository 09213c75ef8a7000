# ISO 20022: one program, whose tests stand in tests/formats/iso20022.
set(ISO20022_TESTS ${PROJECT_SOURCE_DIR}/tests/formats/iso20022)
fg_unit_test(iso20022_test ${ISO20022_TESTS}/harness.c ${ISO20022_TESTS}/fields.c ${ISO20022_TESTS}/tables.c ${ISO20022_TESTS}/levels.c
  ${ISO20022_TESTS}/encodings.c ${ISO20022_TESTS}/warnings.c ${ISO20022_TESTS}/positions.c
  ${ISO20022_TESTS}/types.c ${ISO20022_TESTS}/errors.c ${ISO20022_TESTS}/hostile.c
  ${ISO20022_TESTS}/memory.c ${ISO20022_TESTS}/corpus.c)
