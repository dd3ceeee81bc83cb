#include "error.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace moa {
namespace {

struct Row {
    std::string_view name;
    bool retryable;
    std::string_view message;
    std::string_view hint;
};

constexpr std::array rows = {
#define MOA_ERROR_ROW(kind, retryable, message, hint) Row{#kind, retryable, message, hint},
    MOA_ERROR_TABLE(MOA_ERROR_ROW)
#undef MOA_ERROR_ROW
};

const Row& row(ErrorKind kind) {
    return rows[static_cast<std::size_t>(kind)];
}

/// "850 ms", "12 s", "6 min" or "3 h", rounded up: waiting less would be in vain. A sixtieth above is still
/// the same: a date in whole seconds makes a wait of six hours a little longer than that.
std::string wait_text(Millis ms) {
    const auto up = [](Millis amount, Millis unit) { return std::to_string((amount + unit - 1) / unit); };
    if (ms < 1000) return std::to_string(ms) + " ms";
    if (ms <= 120'000) return up(ms, 1000) + " s";
    if (ms <= 7'200'000) return up(ms - 1000, 60'000) + " min";
    return up(ms - 60'000, 3'600'000) + " h";
}

}  // namespace

std::string_view error_name(ErrorKind kind) {
    return row(kind).name;
}
std::string error_words(ErrorKind kind) {
    std::string words(error_name(kind));
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}
std::string_view default_message(ErrorKind kind) {
    return row(kind).message;
}
std::string_view error_hint(ErrorKind kind) {
    return row(kind).hint;
}
bool is_retryable(ErrorKind kind) {
    return row(kind).retryable;
}

ErrorKind error_from_name(std::string_view name) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].name == name) return static_cast<ErrorKind>(i);
    }
    return ErrorKind::invalid_input;
}

Error make_error(ErrorKind kind) {
    return Error{kind, 0, std::string(default_message(kind))};
}

Error invalid_input(std::string message) {
    return Error{ErrorKind::invalid_input, 0, std::move(message)};
}

std::string hint_of(const Error& error) {
    std::string hint(error_hint(error.kind));
    if (!error.retry_after_ms || *error.retry_after_ms <= 0) return hint;
    const std::string wait = "The provider asks for a wait of " + wait_text(*error.retry_after_ms);
    if (*error.retry_after_ms > longest_wait_ms && is_retryable(error.kind))
        return wait +
               ", which is longer than a run waits. Run this node again after that, or choose another model.";
    const bool only_waiting = error.kind == ErrorKind::rate_limited || error.kind == ErrorKind::overloaded;
    return wait + ". " + (only_waiting ? "Run this node again after that." : hint);
}

std::string describe(const Error& error) {
    if (error.provider_words.empty()) return error.message;
    return error.message + " \"" + error.provider_words + "\"";
}

}  // namespace moa
