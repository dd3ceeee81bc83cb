// Saves what is on screen as a file for others, or as a link: what is in it is shown first.
#pragma once

#include <cstdint>
#include <memory>
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

class ShareScreen final : public ScreenModel {
  public:
    /// Both outlive it.
    ShareScreen(session::Workspace& workspace, const ShellActs& shell);

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;
    std::uint64_t revision() const override { return revision_ + log_->revision; }

  private:
    enum class Form { markdown, web_page, run_file, link };

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
    /// What has been read of the turn on screen; the reader may outlive the screen.
    struct Log {
        std::string text;
        std::string problem;
        std::uint64_t revision = 0;
    };
    std::shared_ptr<Log> log_ = std::make_shared<Log>();
    std::string problem_;
    std::string sentence_;
    std::uint64_t revision_ = 1;
};

}  // namespace moa::screen
