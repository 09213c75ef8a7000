/*
 * sanitized.h: SANITIZED is defined in builds with a sanitizer that replaces malloc, enters the kernel by itself and
 * takes address space without measure.
 */
#ifndef FIATGATE_TEST_SANITIZED_H
#define FIATGATE_TEST_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif

#endif
