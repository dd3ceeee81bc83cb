// Saves what is on screen as a file for others, or as a link: what is in it is shown first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exports/document.hpp"
#include "screen/screen_model.hpp"
#include "screen/shell_acts.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

/// Whether there is a run to be saved or shared.
bool can_share(const session::Workspace& workspace);

class ShareScreen final : public ScreenModel, private session::HistoryReader {
  public:
    /// Both outlive it.
    ShareScreen(session::Workspace& workspace, const ShellActs& shell);
    ~ShareScreen() override;
    ShareScreen(const ShareScreen&) = delete;
    ShareScreen& operator=(const ShareScreen&) = delete;

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;
    std::uint64_t revision() const override { return revision_; }

  private:
    enum class Form { markdown, web_page, run_file, link };

    void listed(session::HistoryListing /*listing*/) override {}
    void opened(const std::optional<Error>& /*error*/, bool /*copyable*/) override {}
    void removed(const std::optional<Error>& /*error*/) override {}
    void saved(const Result<std::string>& /*sentence*/) override {}
    void was_read(const Result<session::KeptConversation>& conversation) override;

    /// Markdown and web page are made of the state, the others of what is kept.
    bool is_document() const { return form_ == Form::markdown || form_ == Form::web_page; }
    /// What would be saved now; empty while it is not there.
    std::string text() const;
    std::string file_name() const;
    Section form_section() const;
    Section contents_section() const;
    void save();

    session::Workspace& workspace_;
    const ShellActs& shell_;
    Form form_ = Form::markdown;
    exports::Scope scope_;
    std::string log_;  ///< of the turn on screen, as it is kept; empty while it is being read
    std::string problem_;
    std::string sentence_;
    std::uint64_t revision_ = 1;
};

}  // namespace moa::screen
