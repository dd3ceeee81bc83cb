#include "native/desktop/make_link_screen.hpp"

#include <utility>

#include "figures.hpp"
#include "native/platform/link_text.hpp"
#include "screen/link_words.hpp"

namespace moa::desktop {
namespace {

using screen::Item;
using screen::Kind;
using screen::Role;
namespace words = screen::words;

}  // namespace

MakeLinkScreen::MakeLinkScreen(const screen::ShellActs& shell, std::string& page, std::string text)
    : shell_(shell), page_(page), text_(std::move(text)) {
    if (const auto fragment = native::make_link_fragment(text_, {}); !fragment) {
        too_large_ = true;
        problem_ = fragment.error().message;
    }
}

screen::Screen MakeLinkScreen::show() const {
    screen::Screen screen{"make-link", std::string(words::share_link)};
    screen.intro = words::link_holds;
    screen.error = problem_;
    screen.buttons = {{"close", "Close", too_large_ ? Role::primary : Role::plain}};
    screen.focus = "close";
    if (too_large_) return screen;
    screen.focus = "page";
    screen.buttons.push_back({"copy", std::string(words::copy_link), Role::primary});
    Item page{Kind::line, "page", "Address of a page that opens it", page_};
    page.placeholder = "None: the link is opened in a window or a terminal";
    page.enter = "copy";
    Item protect{Kind::toggle, "protect", std::string(words::protect_link), protects_ ? "true" : ""};
    protect.help = words::send_passphrase;
    std::vector<Item> items = {std::move(page), std::move(protect)};
    if (protects_) {
        Item passphrase{suggested_ ? Kind::line : Kind::secret, "passphrase", "Passphrase", passphrase_};
        passphrase.enter = "copy";
        if (!suggested_)
            passphrase.buttons = {{"suggest", std::string(words::suggest_passphrase), Role::quiet}};
        items.push_back(std::move(passphrase));
    }
    if (!link_.empty()) {
        items.push_back({Kind::line, "made", "Link", link_});
        items.push_back(
            {Kind::status, "result",
             "Copied: " + figure::count(static_cast<std::int64_t>(link_.size())) + " characters."});
    }
    screen.sections = {{"", std::move(items)}};
    return screen;
}

void MakeLinkScreen::make() {
    const std::string address = page_.substr(0, page_.find('#'));
    if (!address.empty() && !address.starts_with("https://") && !address.starts_with("http://")) {
        problem_ = "The page's address begins with https:// or http://.";
        return;
    }
    if (protects_) problem_ = native::passphrase_fault(passphrase_);
    if (!problem_.empty()) return;
    const auto fragment = native::make_link_fragment(text_, protects_ ? passphrase_ : std::string());
    if (!fragment) {
        problem_ = fragment.error().message;
        return;
    }
    link_ = address + "#" + fragment.value();
    if (shell_.copy) shell_.copy(link_);
}

screen::Outcome MakeLinkScreen::act(std::string_view name, std::string_view value) {
    ++revision_;
    if (name == "close") return {true};
    if (name == "made" || too_large_) return {};
    problem_.clear();
    link_.clear();
    if (name == "page") page_ = value;
    if (name == "protect") protects_ = !value.empty();
    if (name == "passphrase") passphrase_ = value;
    if (name == "suggest") {
        passphrase_ = native::suggested_passphrase();
        suggested_ = !passphrase_.empty();
    }
    if (name == "copy") make();
    return {};
}

void MakeLinkScreen::close() {
    passphrase_.clear();
}

}  // namespace moa::desktop
