#include "native/desktop/open_screen.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "native/platform/link_text.hpp"
#include "native/platform/paths.hpp"
#include "screen/link_words.hpp"

namespace moa::desktop {

std::string_view OpenScreen::fragment() const {
    std::error_code failed;
    if (std::filesystem::exists(native::typed_path(typed_), failed)) return {};
    return native::link_fragment(typed_);
}

screen::Screen OpenScreen::show() const {
    using screen::Kind;
    using screen::Role;
    screen::Screen screen{"open", std::string(screen::words::open_file)};
    screen.intro = "A run, a recipe, a saved history, or a link of the page or a window.";
    screen.error = problem_;
    screen::Item typed{Kind::line, "typed", "File or link", typed_};
    typed.placeholder = "Path of a file, or a link";
    typed.enter = "open";
    screen.sections = {{"", {std::move(typed)}}};
    screen.focus = "typed";
    if (native::is_sealed_link(fragment())) {
        screen::Item passphrase{Kind::secret, "passphrase", "Passphrase", passphrase_};
        passphrase.help = "The link is protected: its sender has the passphrase.";
        passphrase.enter = "open";
        screen.sections[0].items.push_back(std::move(passphrase));
        if (focus_turn_ > 0) screen.focus = "passphrase";
    }
    screen.focus_turn = focus_turn_;
    screen.buttons = {{"cancel", "Cancel"}, {"open", "Open", Role::primary}};
    return screen;
}

screen::Outcome OpenScreen::open() {
    const auto refuse = [this](const Error& error) {
        problem_ = error.message;
        return screen::Outcome();
    };
    const std::string path = native::typed_path(typed_);
    if (path.empty()) return refuse(invalid_input("Enter the path of a file, or paste a link."));
    const std::string_view link = fragment();
    if (link.empty()) {
        if (const auto error = openers_.file(path)) return refuse(*error);
        return {true};
    }
    if (native::is_sealed_link(link) && passphrase_.empty()) {
        ++focus_turn_;
        return refuse(invalid_input(std::string(screen::words::ask_passphrase)));
    }
    Result<std::string> text = native::read_link_fragment(link, passphrase_);
    if (!text) return refuse(text.error());
    if (const auto error = openers_.linked(std::move(text.value()))) return refuse(*error);
    return {true, "shared"};
}

screen::Outcome OpenScreen::act(std::string_view name, std::string_view value) {
    ++revision_;
    problem_.clear();
    if (name == "typed") typed_ = value;
    if (name == "passphrase") passphrase_ = value;
    if (name == "open") return open();
    return {name == "cancel"};
}

void OpenScreen::close() {
    passphrase_.clear();
}

}  // namespace moa::desktop
