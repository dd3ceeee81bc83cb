// One provider on the screen of providers: its address and its key as they are typed there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "screen/screen.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

class ProviderRow {
  public:
    /// Of a provider of the workspace, which outlives it.
    ProviderRow(session::Workspace& workspace, const mixture::Provider& provider);
    /// Of an endpoint that is to be added; `id` tells it from other rows.
    ProviderRow(session::Workspace& workspace, std::string id);

    /// The provider's name. Its items are named "WHAT ID".
    const std::string& id() const { return id_; }
    /// `sure`: the next press of "remove" removes it. `page`: as for start_command.
    Section section(bool sure, std::string_view page) const;
    bool needs_key() const { return provider().needs_key(); }
    /// "name", "base-url", "allow-http", "key", "remember", "forget-key", "load-models": what the user did to
    /// that item.
    void act(std::string_view what, std::string_view value);
    void commit(std::string_view what);
    /// Loads the provider's list of models where that was not tried yet and nothing is missing for it.
    void load_once();

    /// What cannot be saved, and in which item.
    struct Fault {
        Error error;
        std::string_view what;
    };
    std::optional<Fault> fault() const;
    /// Sets address and key, and saves the key or deletes the saved one. Nothing where nothing was changed.
    std::optional<Fault> save();
    /// Removes the endpoint and its key.
    std::optional<Error> remove();
    bool is_new() const { return new_; }
    /// The name that it has or will have.
    const std::string& name() const { return name_; }
    /// Overwrites what was typed into the key's field.
    void wipe();
    /// All saved keys are being forgotten.
    void forget_saved() { remember_ = false; }

  private:
    bool is_own() const;
    bool is_untouched() const;
    mixture::Providers providers_with_it(std::optional<Error>& error) const;
    /// As it stands in the fields; one without an address where that makes no sense.
    mixture::Provider provider() const;
    bool is_elsewhere(const mixture::Provider& there) const;
    bool has_key() const;
    std::string facts() const;
    Item key_item() const;
    Item allow_http_item(const mixture::Provider& there) const;
    Item remember_item() const;
    void look_up_address();
    void load();
    session::CredentialStore* store() const;

    session::Workspace* workspace_;
    std::string id_;
    std::string name_;
    bool new_ = false;
    std::string base_url_;  ///< empty: where the known provider is known to be
    std::string key_;
    bool remember_ = false;
    bool allows_http_ = false;  ///< keys may go over http to the address that stands there
    std::string refusal_;       ///< why its list was not asked for
};

}  // namespace moa::screen
