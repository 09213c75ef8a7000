# proto/transfer.proto loses nothing.
fg_unit_test(protobuf_round_trip_test ${PROJECT_SOURCE_DIR}/adapters/hosts/cli/canonical.c
  ${PROJECT_SOURCE_DIR}/tests/unit/pack_files.c)
