/*
 * iso20022_test.c: runs the tests of the ISO 20022 adapter, which stand in tests/formats/iso20022.
 */
#include <CUnit/Basic.h>

#include "tests/formats/iso20022/harness.h"

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    add_field_tests();
    add_position_tests();
    add_type_tests();
    add_error_tests();
    add_hostile_tests();
    add_memory_tests();
    add_corpus_tests();
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures() + CU_get_number_of_suites_failed();
    CU_cleanup_registry();
    return failures > 0;
}
