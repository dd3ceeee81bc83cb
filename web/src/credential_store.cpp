#include "web/src/credential_store.hpp"

#include <utility>

#include "session/key_text.hpp"
#include "web/src/page_js.hpp"

namespace moa::web {
namespace {

session::LockState lock_state_named(std::string_view name) {
    if (name == "locked") return session::LockState::locked;
    return name == "unlocked" ? session::LockState::unlocked : session::LockState::none;
}

template <class Act>
void for_each_key(const Json& news, const char* list, Act&& act) {
    const Json* found = find(news, list);
    if (found == nullptr || !found->is_array()) return;
    for (const Json& one : *found)
        act(find_string(one, "provider"), find_string(one, "base_url"), find_string(one, "key"));
}

}  // namespace

std::string BrowserCredentialStore::place() const {
    return "this browser\u2019s storage, encrypted";
}

std::string BrowserCredentialStore::advice() const {
    return "Your passphrase opens it, once after each load of the page.";
}

bool BrowserCredentialStore::has(const mixture::Provider& provider) const {
    return moa_page_has_key(provider.name.c_str(), provider.base_url.c_str()) != 0;
}

std::optional<Error> BrowserCredentialStore::keep(const mixture::Provider& provider, std::string_view key) {
    const session::PastedKey pasted = session::read_pasted_key(key);
    if (!pasted.fault.empty() || pasted.key.empty())
        return invalid_input(
            "The key cannot be saved: " + (pasted.fault.empty() ? "it is empty" : pasted.fault) + ".");
    if (moa_page_keep_key(provider.name.c_str(), provider.base_url.c_str(), pasted.key.c_str()) == 0) {
        return invalid_input(
            "This browser cannot save keys for this page: it needs storage, and https:// or a page from this "
            "machine. Clear the check box to use the key without saving it.");
    }
    waiting_ = true;
    return std::nullopt;
}

std::optional<Error> BrowserCredentialStore::forget(const mixture::Provider& provider) {
    moa_page_forget_key(provider.name.c_str(), provider.base_url.c_str());
    return std::nullopt;
}

void BrowserCredentialStore::unlock(std::function<void()> then) {
    then_ = std::move(then);
    moa_page_lock("unlock");
}

void BrowserCredentialStore::lock() {
    moa_page_lock("lock");
}

void BrowserCredentialStore::forget_all() {
    moa_page_lock("forget_all");
}

void BrowserCredentialStore::take_news(session::Workspace& workspace, const Json& news) {
    state_ = lock_state_named(find_string(news, "state"));
    const Json* waiting = find(news, "waiting");
    waiting_ = waiting != nullptr && waiting->is_boolean() && waiting->get<bool>();
    session::Credentials set;
    for_each_key(news, "set", [&](std::string_view provider, std::string_view url, std::string_view key) {
        (void)set.set(provider, url, key);
    });
    workspace.access().add_keys(set);
    for_each_key(news, "drop", [&](std::string_view provider, std::string_view url, std::string_view) {
        workspace.access().drop_key(provider, url);
    });
    if (const std::string_view error = find_string(news, "error"); !error.empty())
        workspace.note(invalid_input(std::string(error)));
    if (waiting_) return;
    const auto then = std::exchange(then_, {});
    if (then && state_ == session::LockState::unlocked) then();
}

}  // namespace moa::web
