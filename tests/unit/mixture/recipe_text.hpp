// Recipes as text: what reading one says, and what reading and writing makes of it.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "json.hpp"
#include "mixture/recipe.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_write.hpp"

namespace moa::test {

inline const std::string aggregator = R"({"agents":[{"provider":"p","model":"m"}]})";

inline std::string error_of(const std::string& text) {
    const auto read = mixture::read_recipe(text);
    if (read.ok()) return "read without an error";
    CHECK(read.error().kind == ErrorKind::invalid_input);
    return read.error().message;
}

inline std::string through(const std::string& text) {
    const auto read = mixture::read_recipe(text);
    if (!read.ok()) return read.error().message;
    return dump_json(mixture::recipe_to_json(read.value()));
}

}  // namespace moa::test
