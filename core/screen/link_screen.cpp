#include "screen/link_screen.hpp"

namespace moa::screen {
namespace {

/// An address may be as long as a model likes.
constexpr std::size_t longest_shown = 600;

}  // namespace

Screen LinkScreen::show() const {
    Screen screen{"link", "Open this link?"};
    screen.intro = "A model wrote it. It leads to:";
    screen.width = Width::narrow;
    const bool whole = address_.size() <= longest_shown;
    screen.sections = {
        {"", {{Kind::words, "", address_.substr(0, longest_shown) + (whole ? "" : " \u2026")}}}};
    screen.buttons = {{"cancel", "Cancel"}, {"copy", "Copy address"}, {"open", "Open", Role::primary}};
    screen.focus = "open";
    return screen;
}

Outcome LinkScreen::act(std::string_view name, std::string_view /*value*/) {
    if (name == "copy" && shell_.copy) shell_.copy(address_);
    if (name == "open" && shell_.open_link) shell_.open_link(address_);
    return {name == "cancel" || name == "copy" || name == "open"};
}

}  // namespace moa::screen
