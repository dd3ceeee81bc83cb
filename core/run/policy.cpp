#include "run/policy.hpp"

#include "enum_names.hpp"

namespace moa::run {
namespace {

constexpr EnumNames<Mark, Mark::muted> mark_names("late", "backup", "muted");

}  // namespace

std::string_view to_string(Mark mark) {
    return mark_names.of(mark);
}

std::optional<Mark> parse_mark(std::string_view text) {
    return mark_names.parse(text);
}

}  // namespace moa::run
