#include "wire/model_family.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "ascii.hpp"
#include "wire/error_text.hpp"

namespace moa::wire {
namespace {

template <std::size_t N>
bool is_of_any(std::string_view model, const std::array<std::string_view, N>& families) {
    return std::any_of(families.begin(), families.end(),
                       [model](std::string_view family) { return is_of_family(model, family); });
}

constexpr std::array<std::string_view, 5> reasoning_families = {"^o1", "^o3", "^o4", "^gpt-5", "^gpt-6"};
constexpr std::array<std::string_view, 2> without_stop = {"^o3", "^o4-mini"};

}  // namespace

bool is_of_family(std::string_view model, std::string_view family) {
    if (family.starts_with('^')) return model.starts_with(family.substr(1));
    return model.find(family) != std::string_view::npos;
}

ModelTraits traits_of(const Dialect& dialect, std::string_view model) {
    ModelTraits traits;
    traits.takes_temperature = dialect.temperature;
    if (dialect.reasoning != ReasoningDialect::openai) return traits;
    const std::string lower = lower_case(model);
    // "gpt-5-chat-latest" and its kin are the families' models that do not reason.
    if (!is_of_any(lower, reasoning_families) || is_of_family(lower, "-chat")) return traits;
    return {false, !is_of_any(lower, without_stop), "developer"};
}

}  // namespace moa::wire
