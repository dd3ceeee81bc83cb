#include "web/src/view_options.hpp"

#include <array>
#include <optional>

namespace moa::web {
namespace {

std::optional<view::SystemColours> system_colours(const Json& list) {
    std::array<ImU32, 4> colours{};
    if (!list.is_array() || list.size() != colours.size()) return std::nullopt;
    for (std::size_t i = 0; i < colours.size(); ++i) {
        const Json& parts = list[i];
        if (!parts.is_array() || parts.size() != 3) return std::nullopt;
        const auto part = [&](std::size_t at) {
            return parts[at].is_number() ? parts[at].get<int>() & 255 : 0;
        };
        colours.at(i) = IM_COL32(part(0), part(1), part(2), 255);
    }
    return view::SystemColours{colours[0], colours[1], colours[2], colours[3]};
}

}  // namespace

view::ViewOptions changed_options(view::ViewOptions options, const Json& json) {
    const auto flag = [&](const char* name, bool& value) {
        if (const auto it = json.find(name); it != json.end() && it->is_boolean()) value = it->get<bool>();
    };
    const auto number = [&](const char* name, float& value) {
        if (const auto it = json.find(name); it != json.end() && it->is_number()) value = it->get<float>();
    };
    flag("dark", options.dark);
    flag("reduced_motion", options.reduced_motion);
    number("text_scale", options.text_scale);
    number("header_height", options.header_height);
    number("composer_height", options.composer_height);
    if (const auto it = json.find("system_colours"); it != json.end())
        options.system_colours = system_colours(*it);
    return options;
}

}  // namespace moa::web
