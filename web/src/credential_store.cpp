#include "web/src/credential_store.hpp"

#include "session/key_text.hpp"
#include "web/src/page_js.hpp"

namespace moa::web {

std::string BrowserCredentialStore::place() const {
    return "this browser\u2019s storage";
}

std::string BrowserCredentialStore::advice() const {
    return "Anyone who uses this browser can read it, so leave this off on a shared computer.";
}

bool BrowserCredentialStore::has(const mixture::Provider& provider) const {
    return moa_page_has_key(provider.name.c_str(), provider.base_url.c_str()) != 0;
}

std::optional<Error> BrowserCredentialStore::keep(const mixture::Provider& provider, std::string_view key) {
    const session::PastedKey pasted = session::read_pasted_key(key);
    if (!pasted.fault.empty() || pasted.key.empty())
        return invalid_input(
            "The key cannot be saved: " + (pasted.fault.empty() ? "it is empty" : pasted.fault) + ".");
    if (moa_page_keep_key(provider.name.c_str(), provider.base_url.c_str(), pasted.key.c_str()) != 0)
        return std::nullopt;
    return invalid_input(
        "This browser does not let the page store anything. Clear the check box to use the key without "
        "saving "
        "it.");
}

std::optional<Error> BrowserCredentialStore::forget(const mixture::Provider& provider) {
    moa_page_forget_key(provider.name.c_str(), provider.base_url.c_str());
    return std::nullopt;
}

}  // namespace moa::web
