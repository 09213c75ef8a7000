# cmake -C .cmake/fuzz.cmake: libFuzzer programs of tests/fuzz, with the address and undefined-behaviour sanitizers.
set(CMAKE_C_COMPILER clang CACHE STRING "")
set(CMAKE_CXX_COMPILER clang++ CACHE STRING "")
set(FIATGATE_FUZZ ON CACHE BOOL "")
set(FIATGATE_SANITIZE "fuzzer-no-link,address,undefined" CACHE STRING "")
set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "")
