# cmake -C .cmake/tsan.cmake: thread sanitizer.
set(FIATGATE_SANITIZE "thread" CACHE STRING "")
set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "")
