// The tables of the TeX that is drawn: what its commands stand for.
#pragma once

#include <optional>
#include <string_view>

#include "tex/tree.hpp"

namespace moa::tex {

/// The value of a name in a table such as " name=value name=value "; empty for none.
std::string_view table_value(std::string_view table, std::string_view name);

struct Symbol {
    std::string_view text;  ///< UTF-8
    Class spacing = Class::ordinary;
    Font font = Font::upright;
};

/// What a command without arguments (its name without the backslash), or a character by itself, stands for.
/// The text lives as long as `name` and the program.
std::optional<Symbol> find_symbol(std::string_view name);

/// An operator that is drawn larger than letters, as its character; empty for other names.
std::string_view large_operator(std::string_view name);
/// Whether its scripts stand beside it in displayed formulas, too.
bool is_integral(std::string_view text);

/// Functions are written upright under their own names.
bool is_function(std::string_view name);
/// Whether the scripts of a function stand above and below it where it is displayed.
bool has_limits(std::string_view function);

/// A bracket that can be as high as what it encloses, as its character: after \left or \big. An empty one is
/// ".", nothing for what is none.
std::optional<std::string_view> find_fence(std::string_view name);

/// What a command leaves room for, in eighteenths of a quad.
std::optional<int> room_of(std::string_view name);

/// A letter with a double stroke, as its character; empty for letters that have none of their own.
std::string_view double_struck(char letter);

}  // namespace moa::tex
