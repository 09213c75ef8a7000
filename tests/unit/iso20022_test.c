/*
 * iso20022_test.c: runs the tests of the ISO 20022 adapter, which stand in tests/formats/iso20022.
 */
#include <CUnit/Basic.h>

#include "tests/formats/iso20022/harness.h"
#include "run_tests.h"

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    add_field_tests();
    add_table_tests();
    add_level_tests();
    add_encoding_tests();
    add_warning_tests();
    add_position_tests();
    add_type_tests();
    add_error_tests();
    add_hostile_tests();
    add_memory_tests();
    add_corpus_tests();
    return run_tests();
}
