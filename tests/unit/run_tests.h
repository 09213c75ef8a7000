/*
 * run_tests.h: how a test program ends.
 */
#ifndef FIATGATE_TEST_RUN_TESTS_H
#define FIATGATE_TEST_RUN_TESTS_H

#include <CUnit/Basic.h>
#include <stdbool.h>

/* Runs what was added to the registry and takes it down. The exit code: 1 when an assertion failed, a suite could not
 * be set up or taken down, or nothing was run at all. */
static inline int run_tests(void)
{
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    bool failed =
        CU_get_number_of_failures() > 0 || CU_get_number_of_failure_records() > 0 || CU_get_number_of_tests_run() == 0;
    CU_cleanup_registry();
    return failed;
}

#endif
