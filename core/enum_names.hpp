// The names that an enum's values have in files and logs: one table for each enum.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace moa {

/// `last`: the enum's last value; its values count up from 0. A name that is missing does not compile.
template <class Enum, Enum last>
class EnumNames {
  public:
    template <class... Names>
    constexpr explicit EnumNames(Names... names) : names_{std::string_view(names)...} {
        static_assert(sizeof...(names) == static_cast<std::size_t>(last) + 1, "every value has one name");
    }

    constexpr std::string_view of(Enum value) const { return names_[static_cast<std::size_t>(value)]; }

    constexpr std::optional<Enum> parse(std::string_view name) const {
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (names_[i] == name) return static_cast<Enum>(i);
        }
        return std::nullopt;
    }

    auto begin() const { return names_.begin(); }
    auto end() const { return names_.end(); }

  private:
    std::array<std::string_view, static_cast<std::size_t>(last) + 1> names_;
};

}  // namespace moa
