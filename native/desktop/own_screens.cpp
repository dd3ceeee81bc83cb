#include "native/desktop/own_screens.hpp"

#include <utility>

#include "native/desktop/make_link_screen.hpp"
#include "native/desktop/open_files.hpp"
#include "native/desktop/open_screen.hpp"
#include "screen/shared_screen.hpp"

namespace moa::desktop {

void OwnScreens::share(const std::string& text) {
    to_share_ = workspace_.access().keys().masked(text);
}

std::unique_ptr<screen::ScreenModel> OwnScreens::make(std::string_view name, const screen::ShellActs& acts) {
    if (name == "make-link")
        return std::make_unique<MakeLinkScreen>(acts, page_, std::exchange(to_share_, {}));
    if (name == "shared") return std::move(came_);
    if (name != "open") return nullptr;
    Openers openers;
    openers.file = [this](const std::string& path) { return open_file(workspace_, history_, path); };
    openers.linked = [this, &acts](std::string text) -> std::optional<Error> {
        auto read = screen::SharedScreen::read(workspace_, acts, std::move(text));
        if (!read) return read.error();
        came_ = std::move(read.value());
        return std::nullopt;
    };
    return std::make_unique<OpenScreen>(std::move(openers));
}

}  // namespace moa::desktop
