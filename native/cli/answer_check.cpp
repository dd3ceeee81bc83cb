#include "native/cli/answer_check.hpp"

#include <regex.h>

#include "blank.hpp"
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

Error no_expected_answer(const std::string& field) {
    return invalid_input("A question has no expected answer in its member " + field + ".");
}

Result<std::optional<double>> compare_with_field(const std::string& field, const Json& question,
                                                 std::size_t turn, std::string_view answer) {
    const Json* value = find(question, field);
    if (value != nullptr && value->is_array()) {
        if (turn >= value->size() || (*value)[turn].is_null()) return std::optional<double>();
        value = &(*value)[turn];
    }
    const auto expected = value != nullptr ? judging::expected_of(*value) : std::nullopt;
    if (!expected) return no_expected_answer(field);
    if (expected->kind == judging::ExpectedKind::pattern && !Pattern(expected->text).good())
        return invalid_input("/" + expected->text + "/ is no regular expression.");
    const bool right = judging::is_right(
        *expected, answer,
        [](const std::string& pattern, std::string_view text) { return Pattern(pattern).is_in(text); });
    return std::optional(right ? 1.0 : 0.0);
}

}  // namespace

Result<std::optional<double>> check_answer(const AnswerCheck& check, const Json& question_fields,
                                           std::size_t turn, std::string_view answer) {
    if (!check.expect.empty()) return compare_with_field(check.expect, question_fields, turn, answer);
    const auto code = native::exit_code_of_program(
        {"sh", "-c", check.command}, answer,
        {"MOA_QUESTION=" + dump_json(question_fields), "MOA_TURN=" + std::to_string(turn + 1)},
        check_seconds);
    return std::optional(code == 0 ? 1.0 : 0.0);
}

Result<double> check_answers(const AnswerCheck& check, const judging::Question& question,
                             const std::vector<std::string>& answers) {
    bool checked = false;
    bool all_right = true;
    for (std::size_t turn = 0; turn < question.turns.size(); ++turn) {
        const std::string_view answer = turn < answers.size() ? std::string_view(answers[turn]) : "";
        // What is blank is wrong whatever a command says of it.
        if (is_blank(answer) && !check.command.empty()) return 0.0;
        const Result<std::optional<double>> score = check_answer(check, *question.fields, turn, answer);
        if (!score) return score.error();
        if (!score.value()) continue;
        checked = true;
        if (is_blank(answer) || *score.value() < 1) all_right = false;
    }
    if (!checked) return no_expected_answer(check.expect);
    return all_right ? 1.0 : 0.0;
}

}  // namespace moa::cli
