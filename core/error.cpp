#include "error.hpp"

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

}  // namespace

std::string_view error_name(ErrorKind kind) {
    return row(kind).name;
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

}  // namespace moa
