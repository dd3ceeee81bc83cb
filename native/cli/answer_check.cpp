#include "native/cli/answer_check.hpp"

#include <regex.h>

#include "json.hpp"
#include "judging/exact_answer.hpp"
#include "native/platform/child_program.hpp"

namespace moa::cli {
namespace {

/// An extended regular expression of POSIX, case ignored.
class Pattern {
  public:
    explicit Pattern(const std::string& text)
        : good_(::regcomp(&compiled_, text.c_str(), REG_EXTENDED | REG_ICASE | REG_NOSUB | REG_NEWLINE) ==
                0) {}
    ~Pattern() {
        if (good_) ::regfree(&compiled_);
    }
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;

    bool good() const { return good_; }
    bool is_in(std::string_view text) const {
        return ::regexec(&compiled_, std::string(text).c_str(), 0, nullptr, 0) == 0;
    }

  private:
    regex_t compiled_{};
    bool good_;
};

Result<double> compare_with_field(const std::string& field, const Json& question, std::string_view answer) {
    const Json* value = find(question, field);
    const auto expected = value != nullptr ? judging::expected_of(*value) : std::nullopt;
    if (!expected) return invalid_input("A question has no expected answer in its member " + field + ".");
    if (expected->kind == judging::ExpectedKind::pattern && !Pattern(expected->text).good())
        return invalid_input("/" + expected->text + "/ is no regular expression.");
    const bool right = judging::is_right(
        *expected, answer,
        [](const std::string& pattern, std::string_view text) { return Pattern(pattern).is_in(text); });
    return right ? 1.0 : 0.0;
}

}  // namespace

Result<double> check_answer(const AnswerCheck& check, const Json& question_fields, std::string_view answer) {
    if (!check.expect.empty()) return compare_with_field(check.expect, question_fields, answer);
    const auto code = native::exit_code_of_program(
        {"sh", "-c", check.command}, answer, {"MOA_QUESTION=" + dump_json(question_fields)}, check_seconds);
    return code == 0 ? 1.0 : 0.0;
}

}  // namespace moa::cli
