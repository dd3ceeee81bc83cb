#include "native/desktop/window_state.hpp"

#include <algorithm>
#include <system_error>

#include "json.hpp"
#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"

namespace moa::desktop {
namespace {

constexpr std::string_view format = "moa-window/1";

const Json* member(const Json& json, const char* name) {
    const auto it = json.find(name);
    return it == json.end() ? nullptr : &*it;
}

std::optional<int> read_int(const Json& json, const char* name, int least, int most) {
    const Json* value = member(json, name);
    if (value == nullptr || !value->is_number_integer()) return std::nullopt;
    const auto number = value->get<std::int64_t>();
    if (number < least || number > most) return std::nullopt;
    return static_cast<int>(number);
}

std::optional<WindowPlace> read_place(const Json& json) {
    constexpr int far = 100'000;  // farther off than any screen
    const auto x = read_int(json, "x", -far, far);
    const auto y = read_int(json, "y", -far, far);
    const auto width = read_int(json, "width", 1, far);
    const auto height = read_int(json, "height", 1, far);
    if (!x || !y || !width || !height) return std::nullopt;
    return WindowPlace{*x, *y, *width, *height};
}

}  // namespace

WindowState read_window_state(std::string_view text) {
    WindowState state;
    const auto json = parse_json(text);
    if (!json || !json->is_object() || find_string(*json, "format") != format) return state;
    if (const Json* place = member(*json, "place"); place != nullptr && place->is_object())
        state.place = read_place(*place);
    state.look.theme = screen::parse_theme(find_string(*json, "theme")).value_or(state.look.theme);
    state.look.motion = screen::parse_motion(find_string(*json, "motion")).value_or(state.look.motion);
    const Json* enter = member(*json, "enter_runs");
    state.look.enter_runs = enter != nullptr && enter->is_boolean() && enter->get<bool>();
    state.look.text_percent =
        read_int(*json, "text_percent", screen::Look::least_text, screen::Look::most_text).value_or(100);
    if (const Json* panel = member(*json, "panel"); panel != nullptr && panel->is_object()) {
        const Json* share = member(*panel, "share");
        if (share != nullptr && share->is_number())
            state.panel.share = std::clamp(share->get<float>(), 0.15F, 0.8F);
        const auto take = [panel](const char* name, bool& value) {
            const Json* given = member(*panel, name);
            if (given != nullptr && given->is_boolean()) value = given->get<bool>();
        };
        take("open", state.panel.open);
        take("timeline", state.panel.timeline);
        take("wrap_code", state.panel.wrap_code);
    }
    state.link_page = find_string(*json, "link_page");
    return state;
}

std::string write_window_state(const WindowState& state) {
    Json json = {{"format", format},
                 {"theme", to_string(state.look.theme)},
                 {"motion", to_string(state.look.motion)},
                 {"text_percent", state.look.text_percent},
                 {"enter_runs", state.look.enter_runs},
                 {"link_page", state.link_page},
                 {"panel",
                  {{"share", state.panel.share},
                   {"open", state.panel.open},
                   {"timeline", state.panel.timeline},
                   {"wrap_code", state.panel.wrap_code}}}};
    if (const auto& place = state.place)
        json["place"] = {
            {"x", place->x}, {"y", place->y}, {"width", place->width}, {"height", place->height}};
    return json.dump(2) + "\n";
}

WindowState load_window_state() {
    const auto folder = native::config_folder();
    std::error_code failed;
    if (!folder || !std::filesystem::is_regular_file(*folder / "window.json", failed)) return {};
    const Result<std::string> text = native::read_file((*folder / "window.json").string());
    return text ? read_window_state(text.value()) : WindowState();
}

std::optional<Error> keep_window_state(const WindowState& state) {
    const auto folder = native::config_folder();
    return folder ? native::replace_file(*folder / "window.json", write_window_state(state)) : std::nullopt;
}

}  // namespace moa::desktop
