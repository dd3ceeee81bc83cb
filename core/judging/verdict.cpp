#include "judging/verdict.hpp"

#include "enum_names.hpp"

namespace moa::judging {

namespace {

constexpr EnumNames<Verdict, Verdict::second> verdict_names("first", "tie", "second");

}  // namespace

std::string_view to_string(Verdict verdict) {
    return verdict_names.of(verdict);
}

std::optional<Verdict> parse_verdict(std::string_view name) {
    return verdict_names.parse(name);
}

std::optional<Verdict> read_verdict(std::string_view reply) {
    std::optional<Verdict> verdict;
    for (auto at = reply.find("[["); at != std::string_view::npos; at = reply.find("[[", at + 1)) {
        const std::string_view mark = reply.substr(at, 5);
        if (mark == "[[A]]") verdict = Verdict::first;
        if (mark == "[[B]]") verdict = Verdict::second;
        if (mark == "[[C]]") verdict = Verdict::tie;
    }
    return verdict;
}

}  // namespace moa::judging
