// The one main() of every test program, with a limit for every test case.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstdlib>

#include "unit/watchdog.hpp"

namespace {

/// Seconds a test case may take. The longest takes a few, and ten times that under a sanitizer on a busy
/// machine.
unsigned limit() {
    const char* wish = std::getenv("MOA_TEST_LIMIT");
    return wish != nullptr ? static_cast<unsigned>(std::atoi(wish)) : 240U;
}

class Watch final : public doctest::IReporter {
  public:
    explicit Watch(const doctest::ContextOptions&) {}

    void test_case_start(const doctest::TestCaseData& test) override {
        moa::test::watch_begins(test.m_name, limit());
    }
    void test_case_end(const doctest::CurrentTestCaseStats&) override { moa::test::watch_ends(); }

    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats&) override {}
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_exception(const doctest::TestCaseException&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData&) override {}
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData&) override {}
};

REGISTER_LISTENER("watch", 1, Watch);

}  // namespace
